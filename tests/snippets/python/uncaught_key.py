# A missing key that nobody catches.
sizes = {"hidden": 16}
print(sizes["hidden"])
sizes["output"]
