// Turbo, as a site loads it: it replaces bodies, frames and parts of pages, and keeps copies of them.
import * as Turbo from "@hotwired/turbo";

window.Turbo = Turbo;
