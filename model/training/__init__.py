"""What `python -m model.train` is made of.

`options` are what can be asked of it and `recipes` their names; `sets` finds sets by their names, `material` reads
them, `mixture` draws batches of them; `classifier` is the network that learns, `learner` teaches it, `dev` measures
it meanwhile and `calibrate` afterwards. `adapt` and `self_training` learn from texts without labels. `stopped` lets a
run go on after a stop, `warm_start` one from other weights.
"""
