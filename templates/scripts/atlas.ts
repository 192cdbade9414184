// What the pages gain with JavaScript; all of them work without.
import { themeSwitch } from "./switch";
import { keepPlace } from "./place";
import { maps } from "./map";
import { searchLink } from "./search-open";
import { comparePlaces } from "./compare";
import { tables } from "./table";

themeSwitch();
keepPlace();
searchLink();
comparePlaces();
maps();
tables();
