# Values that do not fit the place they are assigned to.
import torch

def slice_too_long():
    torch.zeros(4)[1:3] = torch.ones(3)

def row_of_wrong_size():
    torch.zeros(2, 3)[0] = torch.ones(2)

def mask_count():
    torch.zeros(4)[torch.tensor([True, True, False, True])] = torch.ones(2)

def out_of_range():
    torch.zeros(3)[5] = 1

def text():
    torch.zeros(3)[0] = "a"

def list_value():
    torch.zeros(3)[0] = [1, 2]

for attempt in (slice_too_long, row_of_wrong_size, mask_count, out_of_range, text, list_value):
    try:
        attempt()
    except Exception as error:
        print(f"{attempt.__name__}: {type(error).__name__}: {error}")
