// Nothing by itself: a test asks chrome.management through it.
