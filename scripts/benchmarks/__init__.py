"""What the extension costs a page, measured in a real browser beside ringcentral-c2d."""
