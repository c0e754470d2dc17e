# Gradients, products, Jacobians and maps of functions.
import torch
from torch.func import *
f=lambda x: (x**3).sum()
x=torch.tensor([1.,2.,3.])
print(grad(f)(x), grad(lambda x: grad(lambda y: y**3)(x))(torch.tensor(2.)), grad_and_value(f)(x))
print(hessian(f)(x)); print(jacrev(torch.sin)(x)); print(jacfwd(lambda a,b: a*b, argnums=(0,1))(x,x+1))
print(vmap(torch.dot)(torch.ones(2,3),torch.arange(6.).view(2,3)), vmap(lambda a,b: a@b, in_dims=(None,1), out_dims=1)(torch.ones(2,3),torch.arange(6.).view(3,2)))
o,fn=vjp(torch.sin,x); print(o, fn(torch.ones(3)))
print(jvp(torch.sin,(x,),(torch.ones(3),)))
print(vmap(grad(lambda w,x: (w*x).sum()), in_dims=(None,0))(x, torch.ones(2,3)))
torch.manual_seed(0); m=torch.nn.Linear(3,2)
p={k:torch.ones_like(v) for k,v in m.named_parameters()}
print(functional_call(m,p,(x,)))
def loss(p,x,y): return ((functional_call(m,p,(x,))-y)**2).mean()
print(grad(loss)(p,x,torch.zeros(2)))
print(vmap(grad(loss),in_dims=(None,0,0))(p,torch.ones(2,3),torch.zeros(2,2)))
w=torch.tensor(2.,requires_grad=True)
print(grad(lambda x: w*x**2)(torch.tensor(3.)))
o,j=linearize(lambda a: a.sin(), x); print(o, j(torch.ones(3)))
print(torch.vmap(lambda x: torch.rand(1)*0+x, randomness="same")(x).shape)
print(rearrange(torch.arange(6).view(2,3),"a b -> b a"))
print(jacrev(lambda x: {"a":x*2,"b":x.sum()})(x))
print(grad(lambda x: (x*2).sum(), has_aux=False)(x), grad(lambda x:((x*2).sum(), x+1), has_aux=True)(x))
