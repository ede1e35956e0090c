"""One file for each vendor that publishes the types of what it is asked and of what it answers."""
