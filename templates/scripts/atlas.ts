// What the pages gain with JavaScript; all of them work without.
import { themeSwitch } from "./switch";
import { keepPlace } from "./place";
import { maps } from "./map";
import { share } from "./share";
import { searchLink } from "./search-open";
import { comparePlaces } from "./compare";
import { tables } from "./table";
import { charts } from "./chart";
import { liveCharts } from "./chartlive";

themeSwitch();
keepPlace();
searchLink();
share();
comparePlaces();
maps();
tables();
charts();
liveCharts();
