// What the pages gain with JavaScript; all of them work without.
import { themeSwitch } from "./switch";
import { keepPlace } from "./place";
import { searchLink } from "./search-open";
import { comparePlaces } from "./compare";

themeSwitch();
keepPlace();
searchLink();
comparePlaces();
