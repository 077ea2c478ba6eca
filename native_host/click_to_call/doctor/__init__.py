"""Every known cause of "it does not work", looked for and named."""
