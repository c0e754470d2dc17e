# The saved model was larger.
from torch import nn

nn.Linear(3, 2).load_state_dict(nn.Linear(4, 2).state_dict())
