// Nothing by itself: a test asks chrome.management, and tells chrome.runtime, through it.
