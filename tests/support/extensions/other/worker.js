// Does nothing by itself: a test calls chrome.management and chrome.runtime in this worker.
