"""The browser face: pages for people, JSON under /api/v1 for programs. `server.build` is the way in."""
