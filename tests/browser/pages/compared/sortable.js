// Provides SortableJS as the global variable that SlickGrid expects.

import Sortable from "sortablejs";

window.Sortable = Sortable;
