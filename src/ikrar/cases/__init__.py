"""Cases: from a suspicion to a decision in force, each step on its clock and in the internal log."""
