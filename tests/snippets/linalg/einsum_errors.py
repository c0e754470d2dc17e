# What einsum refuses.
import torch

a = torch.ones(2, 3)
for equation, operands in {
    "ij,jk->ik": (a, a),
    "ijk->i": (a,),
    "ij,jk->ik ": (a,),
    "ij->ix": (a,),
    "ij,j": (a, torch.ones(3), a),
}.items():
    try:
        print(torch.einsum(equation, *operands))
    except (RuntimeError, ValueError) as error:
        print(f"{equation!r}: {error}")
