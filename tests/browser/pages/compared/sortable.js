// SortableJS where SlickGrid looks for it.

import Sortable from "sortablejs";

window.Sortable = Sortable;
