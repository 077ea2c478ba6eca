// Provides jQuery as the global variable that its plugins expect.

import jquery from "jquery";

window.jQuery = window.$ = jquery;
export default jquery;
