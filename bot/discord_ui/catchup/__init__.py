"""`/catchup` in `commands`: who may read what, a channel's history page by page, and how a catch-up looks.

`rights` are who may read a channel, `reading` is its history, `naming` what stands for places that it mentions,
`meanwhile` what is deleted or written anew while it is read; `condensing` has it in short, `showing` shows that, and
`thread` tells a whole thread. What a message's buttons need of this imports no commands, as these need the buttons.
"""
