"""What can be read off a text, or is done with words alone: its title, its dates, its terms, what a card hides of it.

Reached by the features, and by the faces where they tell a day or a title. Pure: no file here knows the app, a person,
the store or a face.
"""
