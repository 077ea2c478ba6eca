// jQuery where its plugins look for it.

import jquery from "jquery";

window.jQuery = window.$ = jquery;
export default jquery;
