"""Where the work of a code stands among others of its release."""
