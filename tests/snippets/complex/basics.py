# What complex tensors are and how they print: both parts have a format of their own.
import torch

z = torch.tensor([1 + 2j, 3.5, -4j])
print(z, z.dtype, z.is_complex(), torch.is_complex(z))
print(torch.tensor([1e-10 + 1e5j, 1j]), torch.zeros(0, dtype=torch.cfloat), torch.full((2, 2), 1j))
print(torch.complex(torch.tensor([1.0, 2.0]), torch.tensor([0.5, float("nan")])), torch.zeros(2, dtype=torch.cdouble))
print(z[0].item(), z.tolist(), bool(z[0]), complex(z[2]))
print(z.abs(), z.angle(), z.sgn(), torch.isreal(z), z.conj())
print(z == 3.5, z != z, torch.isclose(z, z + 1e-9), torch.equal(z, z.clone()))
print((z + torch.ones(3, dtype=torch.double)).dtype, (torch.ones(2) * 1j).dtype, torch.promote_types(torch.float64, torch.cfloat))
print(torch.result_type(torch.ones(2, dtype=torch.double), 1j), torch.cfloat.to_real(), torch.float64.to_complex())
torch.set_default_dtype(torch.float64)
print(torch.tensor([1j]), torch.tensor([1j], dtype=torch.complex64))
