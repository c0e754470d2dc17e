# A table of values learned by walking along a corridor.
import torch

torch.manual_seed(0)
values = torch.zeros(5, 2)
for episode in range(60):
    state = 0
    while state != 4:
        if torch.rand(1).item() < 0.2:
            action = torch.randint(2, (1,)).item()
        else:
            action = values[state].argmax().item() if values[state].max() > 0 else 1
        following = max(state - 1, 0) if action == 0 else state + 1
        reward = 1.0 if following == 4 else 0.0
        target = reward + 0.9 * values[following].max() * (following != 4)
        values[state, action] += 0.5 * (target - values[state, action])
        state = following
print(values)
print(values[:4].argmax(1).tolist())
