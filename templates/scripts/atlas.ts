// What the pages gain with JavaScript; all of them work without.
import { themeSwitch } from "./switch";
import { keepPlace } from "./place";

themeSwitch();
keepPlace();
