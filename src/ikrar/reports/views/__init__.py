"""Pages of reports: the door, the mailbox, the desk."""
