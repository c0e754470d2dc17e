# The graph as programs see it: hooks of nodes, packed saved tensors, edges, identity, .data that shares.
import torch
x=torch.ones(2,requires_grad=True)
from torch.autograd import Variable
v=Variable(torch.ones(2),requires_grad=True); print(v, type(v), isinstance(v,Variable), Variable(torch.ones(2)), Variable)
try:
    with torch.autograd.set_detect_anomaly(True):
        y=torch.tensor([-1.],requires_grad=True); z=(y.sqrt()*0).sum(); z.backward()
except Exception as e: print(type(e),e)
g=torch.autograd.graph
print(g.get_gradient_edge(x).output_nr, g.get_gradient_edge(x*2).node.name())
e=g.get_gradient_edge(x)
print(torch.autograd.grad((x*2).sum(), e))
with g.saved_tensors_hooks(lambda t:(print("pack",t),t)[1], lambda t:(print("unpack",t),t)[1]):
    y=x.exp()
y.sum().backward()
try:
    with g.saved_tensors_hooks(lambda t:t.add_(1), lambda t:t): y=(x*2).exp()
except Exception as e: print(type(e),e)
with g.saved_tensors_hooks(lambda t:t, lambda t:3): y=(x*2).exp()
try: y.sum().backward()
except Exception as e: print(type(e),e)
with g.disable_saved_tensors_hooks("nope"):
    try:
        with g.saved_tensors_hooks(lambda t:t, lambda t:3): pass
    except Exception as e: print(type(e),e)
print((x*2).grad_fn.metadata, x.grad_fn)
a=(x*2); print(a.grad_fn is a.grad_fn, a.grad_fn.next_functions[0][0].variable is x)
h=a.grad_fn.register_hook(lambda *a: print("hook",a))
a.sum().backward()
b=x.clone(); bb=b.grad_fn.next_functions[0][0]; bb.register_prehook(lambda g: print("pre",g)); bb.register_hook(lambda i,o: print("post",i,o)); b.sum().backward()
torch.autograd.graph.register_multi_grad_hook([x,b], lambda g: print("multi",g))
(b*2).sum().backward()
print(x.grad is x.grad)
try: torch.autograd.graph.queue_callback(lambda:1)
except Exception as e: print(type(e),e)
p=torch.nn.Parameter(torch.ones(2)); w=torch.zeros(2); p.data=w; w[0]=5; print(p, p._version); p.data[1]=3; print(w, p.data_ptr()==w.data_ptr())
