# The learning rates of every scheduler.
import torch
from torch.optim.lr_scheduler import *
p = torch.nn.Parameter(torch.zeros(1))
def run(make, n=8):
    opt = torch.optim.SGD([p], lr=0.1); s = make(opt); out = []
    for _ in range(n):
        out.append(round(opt.param_groups[0]["lr"], 5)); opt.step(); s.step()
    print(type(s).__name__, out, [round(x, 5) for x in s.get_last_lr()])
run(lambda o: StepLR(o, 3, 0.5)); run(lambda o: MultiStepLR(o, [2, 5], 0.1)); run(lambda o: ExponentialLR(o, 0.9))
run(lambda o: CosineAnnealingLR(o, 6)); run(lambda o: CosineAnnealingWarmRestarts(o, 3)); run(lambda o: OneCycleLR(o, 0.5, total_steps=10))
run(lambda o: LambdaLR(o, lambda e: 1 / (e + 1))); run(lambda o: LinearLR(o, 0.1, total_iters=4)); run(lambda o: PolynomialLR(o, 5, 2.0))
run(lambda o: SequentialLR(o, [ConstantLR(o, 0.1, 2), ExponentialLR(o, 0.5)], [2])); run(lambda o: CyclicLR(o, 0.01, 0.1, 3))
opt = torch.optim.SGD([p], lr=0.1); s = ReduceLROnPlateau(opt, patience=1, factor=0.5)
for l in [1, .9, .95, .96, .97, .5, .6, .7]: s.step(l)
print(opt.param_groups[0]["lr"], s.state_dict()["num_bad_epochs"])
