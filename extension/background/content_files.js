// Lists the content scripts that the background injects only when they are needed. The manifest
// lists the other content scripts, which every frame gets at once. Depends on nothing.

/**
 * Once the prefilter has found a possible number in a frame, the background injects the detection's
 * files and then these scripts into the frame. Each script may depend on the scripts before it, on
 * the detection's files and on the manifest's scripts.
 */
export const ENGINE = [
  "content/dom/rendered.js",
  "content/dom/text_runs.js",
  "content/dom/shown_order.js",
  "content/dom/geometry.js",
  "content/dom/css_paint.js",
  "content/marks/numbers.js",
  "content/marks/page_tel_links.js",
  "content/marks/page_region.js",
  "content/marks/short_text.js",
  "content/marks/column_headers.js",
  "content/marks/page_statements.js",
  "content/marks/page_evidence.js",
  "content/marks/highlights.js",
  "content/marks/painter.js",
  "content/marks/layer.js",
  "content/marks/nearby_words.js",
  "content/marks/number_reader.js",
  "content/marks/call_buttons.js",
  "content/marks/number_list.js",
  "content/marks/page_numbers.js",
  "content/marks/rewriter.js",
  "content/activation/user_intent.js",
  "content/activation/legibility.js",
  "content/activation/occlusion.js",
  "content/activation/position_tracker.js",
  "content/activation/card_place.js",
  "content/activation/call_card.js",
  "content/activation/call_details.js",
  "content/activation/call_progress.js",
  "content/activation/softphone.js",
  "content/activation/tab_stops.js",
  "content/activation/activation.js",
  "content/activation/passed_events.js",
  "content/activation/pointer.js",
  "content/activation/context_menu.js",
  "content/activation/selection_menu.js",
  "content/activation/selected_number.js",
  "content/engine.js",
];

/** The script that the link hints command injects into all frames of a tab. */
export const LINK_HINTS = ["content/activation/link_hints.js"];
