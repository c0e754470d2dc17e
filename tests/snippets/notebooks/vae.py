# A variational autoencoder's losses.
import torch
from torch import nn
import torch.nn.functional as F
from torch.distributions import Normal, kl_divergence
torch.manual_seed(0)
class VAE(nn.Module):
    def __init__(self, d=6, z=2):
        super().__init__(); self.enc = nn.Linear(d, 8); self.mu = nn.Linear(8, z); self.lv = nn.Linear(8, z); self.dec = nn.Sequential(nn.Linear(z, 8), nn.ReLU(), nn.Linear(8, d), nn.Sigmoid())
    def reparameterize(self, mu, lv): return mu + torch.exp(0.5 * lv) * torch.randn_like(mu)
    def forward(self, x):
        h = F.relu(self.enc(x)); mu, lv = self.mu(h), self.lv(h); return self.dec(self.reparameterize(mu, lv)), mu, lv
m = VAE(); x = torch.rand(4, 6); r, mu, lv = m(x)
bce = F.binary_cross_entropy(r, x, reduction="sum"); kld = -0.5 * torch.sum(1 + lv - mu.pow(2) - lv.exp())
print(f"{bce.item():.3f} {kld.item():.4f}", torch.allclose(kld, kl_divergence(Normal(mu, (0.5 * lv).exp()), Normal(0., 1.)).sum(), atol=1e-5))
(bce + kld).backward(); print(m.mu.weight.grad.shape, Normal(mu, 1.).rsample().requires_grad)
