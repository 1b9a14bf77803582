using System.Reflection;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace PlayCount.Torch.Tests;

/// <summary>What the engine takes for granted of TorchSharp, whichever one it is: the stand-in or the package.</summary>
public sealed class TensorTests
{
    private static readonly bool IsPackage = typeof(TensorTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => entry.Key == "TorchSharp").Value == "genuine";

    public TensorTests() => Engines.Need();

    [Fact]
    public void A_scope_frees_what_was_made_in_it_but_for_what_left_it()
    {
        var before = Tensor.TotalCount;
        Tensor kept, moved;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                kept = ones(2).DetachFromDisposeScope();
                moved = ones(2).MoveToOuterDisposeScope();
                _ = (kept + moved).sum();
                Assert.Equal(before + 4, Tensor.TotalCount);
            }

            Assert.Equal(before + 2, Tensor.TotalCount);
            Assert.Equal(2, moved.numel());
        }

        Assert.Equal(before + 1, Tensor.TotalCount);
        kept.Dispose();
        kept.Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_tensor_freed_by_itself_is_not_freed_again_by_its_scope()
    {
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            ones(2).Dispose();
            Assert.Equal(before, Tensor.TotalCount);
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_tensor_that_left_every_scope_belongs_to_nobody()
    {
        Tensor moved;
        using (NewDisposeScope())
            moved = ones(2).MoveToOuterDisposeScope();

        Assert.Equal(2, moved.numel());
        moved.Dispose();
    }

    [Fact]
    public void Scopes_are_of_a_thread()
    {
        using var scope = NewDisposeScope();
        Tensor? other = null;
        var thread = new Thread(() => other = ones(2));
        thread.Start();
        thread.Join();
        scope.Dispose();

        Assert.Equal(2, other!.numel());
        other.Dispose();
    }

    [Fact]
    public void A_view_outlives_what_it_views()
    {
        using var scope = NewDisposeScope();
        var all = Upload(1, 2, 3, 4);
        var some = all.narrow(0, 1, 2);
        all.Dispose();

        Assert.Equal([2, 3], Read(some));
    }

    [Fact]
    public void Whole_numbers_stay_whole()
    {
        using var scope = NewDisposeScope();
        var places = zeros([3], dtype: ScalarType.Int64);
        places.add_(2);

        Assert.Equal(ScalarType.Int64, places.dtype);
        Assert.Equal(ScalarType.Float32, (places * 0.5).dtype);
        Assert.Equal(6, MemoryMarshal.Cast<byte, long>(places.sum().bytes)[0]);
    }

    [Fact]
    public void Sums_run_along_the_dimension_that_is_named()
    {
        using var scope = NewDisposeScope();
        var x = Upload(1, 2, 3, 4).view(2, 2);

        Assert.Equal([4, 6], Read(x.sum(dim: 0)));
        Assert.Equal([1, 2], x.sum(dim: 0, keepdim: true).shape);
        Assert.Equal(ScalarType.Float32, x.sum(1, type: ScalarType.Float32).dtype);
        Assert.Equal([2], x.sum(1, keepdim: true).squeeze(1).shape);
        Assert.Equal([2], x.sum(1, keepdim: true).unsqueeze(0).squeeze().shape);
    }

    [Fact]
    public void Gradients_are_of_the_inputs_in_their_order_and_only_while_operations_are_recorded()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (Upload(3, -1).requires_grad_(), Upload(2, 5).requires_grad_());

        var gradients = autograd.grad([(x * x * y).sum()], [y, x]);
        Assert.Equal([9, 1], Read(gradients[0]));
        Assert.Equal([12, -10], Read(gradients[1]));
        Assert.Equal([12, -4], Read(autograd.grad([x * x], [x], [Upload(2, 2)])[0]));
        using (no_grad())
        {
            using (no_grad())
                Assert.False((x * x).requires_grad);
            Assert.False((x * x).requires_grad);
        }

        Assert.Equal([6, -2], Read(autograd.grad([(x * x).sum()], [x])[0]));
    }

    [Fact]
    public void A_gradient_that_cannot_be_had_is_refused_and_the_process_goes_on()
    {
        Assert.SkipWhen(IsPackage, "the package TorchSharp 0.107 ends the process here: it lets libtorch's exception out of autograd.grad");
        using var scope = NewDisposeScope();
        var (x, y) = (Upload(3, -1).requires_grad_(), Upload(2, 5).requires_grad_());
        var before = Tensor.TotalCount;

        using (NewDisposeScope())
        {
            Assert.Throws<ExternalException>(() => autograd.grad([(x * x).sum()], [x, y]));
            Assert.Throws<ExternalException>(() => autograd.grad([x * x], [x]));
            using (no_grad())
                Assert.Throws<ExternalException>(() => autograd.grad([(x * x).sum()], [x]));
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void What_libtorch_refuses_is_said_and_leaves_nothing()
    {
        using var x = ones(2, 3);
        var before = Tensor.TotalCount;

        var refused = Assert.Throws<ExternalException>(() => x.mm(x));

        Assert.Contains("2x3 and 2x3", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => x.view(4));
        Assert.Throws<ExternalException>(() => x.narrow(0, 1, 5));
        Assert.Throws<ExternalException>(() => x.index_select(0, x));
        Assert.Equal(before, Tensor.TotalCount);
        Assert.Equal(6, x.numel());
    }

    [Fact]
    public void A_freed_tensor_is_refused()
    {
        var x = ones(2);
        x.Dispose();

        Assert.ThrowsAny<InvalidOperationException>(() => x.sum());
    }

    [Fact]
    public void TF32_is_allowed_where_it_is_asked_for()
    {
        var before = (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32);
        backends.cuda.matmul.allow_tf32 = backends.cudnn.allow_tf32 = true;
        Assert.Equal((true, true), (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32));

        (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = before;
    }

    private static Tensor Upload(params double[] values) =>
        PlayCount.Learning.TorchSharp.Transfers.Upload<double>(values, CPU, values.Length);

    private static double[] Read(Tensor tensor)
    {
        var values = new double[tensor.numel()];
        PlayCount.Learning.TorchSharp.Transfers.Download<double>(tensor, values);
        return values;
    }
}
