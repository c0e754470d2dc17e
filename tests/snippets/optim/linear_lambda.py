# LinearLR, LambdaLR and MultiplicativeLR, also with two groups.
import torch
from torch.optim import lr_scheduler

def run(make, groups=1):
    parameters = [{"params": [torch.zeros(1, requires_grad=True)], "lr": 1.0 / (i + 1)} for i in range(groups)]
    optimizer = torch.optim.SGD(parameters)
    scheduler = make(optimizer)
    for epoch in range(5):
        print(type(scheduler).__name__, epoch, [f"{lr:.4f}" for lr in scheduler.get_last_lr()])
        optimizer.step()
        scheduler.step()

run(lambda o: lr_scheduler.LinearLR(o, start_factor=0.25, total_iters=3))
run(lambda o: lr_scheduler.LambdaLR(o, lambda epoch: 0.5 ** epoch))
run(lambda o: lr_scheduler.LambdaLR(o, [lambda epoch: 1 / (epoch + 1), lambda epoch: 0.9 ** epoch]), groups=2)
run(lambda o: lr_scheduler.MultiplicativeLR(o, lambda epoch: 0.8))
