"""What every feature's routes stand in: guards before them, bodies and shapes going in, answers and words going out.

`guard` is passed first, `bodies` are what is sent, `wire` the shapes of the API, `misfits` what does not fit them,
`refusals` forms shown again with why; `answers` are pages, JSON and errors, `words` what scripts say, `static` the
files that a page takes along. Each part's shapes: `note_shapes`, `card_shapes`, `task_shapes`, `practice_shapes`,
`focus_shapes`, `reminder_shapes`, `push_shapes`, `group_shapes`, `digest_shapes`, `next_shapes`.
"""
