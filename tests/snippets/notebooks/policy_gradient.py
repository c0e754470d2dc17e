# A policy gradient with Categorical, and values it does not take.
import torch
from torch.distributions import Categorical
torch.manual_seed(0)
logits = torch.zeros(3, requires_grad=True); opt = torch.optim.SGD([logits], lr=0.5); rewards = torch.tensor([0.0, 1.0, 0.2])
for step in range(30):
    d = Categorical(logits=logits); a = d.sample(); loss = -d.log_prob(a) * rewards[a] - 0.01 * d.entropy()
    opt.zero_grad(); loss.backward(); opt.step()
print(Categorical(logits=logits).probs, Categorical(logits=logits))
try: Categorical(torch.tensor([-1., 2.]))
except ValueError as e: print(e)
try: torch.distributions.Normal(0., -1.)
except ValueError as e: print(e)
try: torch.distributions.Bernoulli(0.5).log_prob(torch.tensor(2.))
except ValueError as e: print(e)
