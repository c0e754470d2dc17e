# Adam, against the rule by hand.
import torch

w = torch.tensor([1.0, -3.0], requires_grad=True)
optimizer = torch.optim.Adam([w], lr=0.1)
value, m, v = w.detach().clone(), torch.zeros(2), torch.zeros(2)
for step in range(1, 5):
    optimizer.zero_grad()
    (w ** 2).sum().backward()
    optimizer.step()
    g = 2 * value
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g ** 2
    value = value - 0.1 * (m / (1 - 0.9 ** step)) / ((v / (1 - 0.999 ** step)).sqrt() + 1e-8)
    print(step, w.detach(), torch.allclose(w, value, atol=1e-6))
print(optimizer)
