// Turbo, as a site loads it: it replaces bodies, frames and parts of pages, and caches pages.
import * as Turbo from "@hotwired/turbo";

window.Turbo = Turbo;
