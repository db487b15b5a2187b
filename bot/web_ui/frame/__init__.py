"""What every feature's routes stand in: guards before them, bodies and shapes going in, answers and words going out."""
