"""What a machine needs before anything runs: packages, a browser, sample applications."""
