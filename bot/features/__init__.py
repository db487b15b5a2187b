"""One file for each thing a person can do. Faces call these functions and nothing deeper.

Every function takes the app first, the person second and data after; results are frozen dataclasses.
"""
