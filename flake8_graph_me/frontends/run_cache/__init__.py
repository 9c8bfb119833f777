"""What a run of the command keeps for the next one: answers, with all that they depend on."""
