def meets(text):
    return False
