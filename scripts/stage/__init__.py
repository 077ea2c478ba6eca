"""The real browser, host and pages that the demo and the browser tests play on."""
