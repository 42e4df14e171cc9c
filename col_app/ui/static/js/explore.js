// Explore: list, filters and map of one result set.
import "./explore/map-late.js";
import "./near.js";
import "./explore/sheet.js";
