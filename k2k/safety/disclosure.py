def meets(form):
    return None
SCRIPT="safety/met.js"
