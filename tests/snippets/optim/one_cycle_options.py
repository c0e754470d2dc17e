# OneCycleLR by epochs and steps, linear, without momentum.
import torch

for options in ({"anneal_strategy": "linear"}, {"pct_start": 0.5, "div_factor": 10},
                {"three_phase": True, "final_div_factor": 100}):
    optimizer = torch.optim.Adam([torch.zeros(1, requires_grad=True)], lr=0.1)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.5, epochs=2, steps_per_epoch=4, **options)
    rates = []
    for step in range(8):
        rates.append(f"{optimizer.param_groups[0]['lr']:.4f}/{optimizer.param_groups[0]['betas'][0]:.3f}")
        optimizer.step()
        if step < 7:
            scheduler.step()
    print(options, *rates, sep="\n  ")
