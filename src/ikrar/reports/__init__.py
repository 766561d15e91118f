"""Reports: the sealed door for anybody, the mailbox behind a receipt, the desk where they are triaged."""
