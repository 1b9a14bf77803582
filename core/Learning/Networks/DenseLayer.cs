using System.Numerics;
using System.Numerics.Tensors;
using PlayCount.Learning.Kernels;

namespace PlayCount.Learning.Networks;

/// <summary>y = a(xW + b), rows are samples.</summary>
internal sealed unsafe class DenseLayer<T>(DenseSpec spec, int inputs, T* weights) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _units = spec.Units;
    private readonly T* _kernel = weights;                                  // (inputs, units)
    private readonly T* _bias = weights + ((nint)inputs * spec.Units);      // (units)
    private Pinned<T> _output = new(0);                                     // (rows, units)
    private Pinned<T> _transposed = new(0);

    /// <summary>Outputs of the last forward pass, shape (rows, units).</summary>
    public T* Output => _output.Pointer;

    public void Forward(T* x, int rows, Workers workers)
    {
        _output = _output.AtLeast(rows * _units);
        var output = new Span<T>(_output.Pointer, rows * _units);
        for (var row = 0; row < rows; row++)
            new Span<T>(_bias, _units).CopyTo(output[(row * _units)..]);
        MatMul.Multiply(new Rows<T>(x, inputs), false, _kernel, _units, _output.Pointer, _units, rows, _units, inputs, accumulate: true,
            workers);
        Activations.Apply(spec.Activation, output);
    }

    /// <summary>Gradients of kernel and bias, in this order, and of the inputs.</summary>
    /// <param name="x">The inputs of the forward pass, shape (rows, inputs).</param>
    /// <param name="outputGradient">Shape (rows, units), overwritten.</param>
    /// <param name="gradient">Where the gradients of the weights go.</param>
    /// <param name="inputGradient">Shape (rows, inputs), overwritten.</param>
    /// <param name="rows">Samples.</param>
    /// <param name="workers">Threads.</param>
    public void Backward(T* x, T* outputGradient, T* gradient, T* inputGradient, int rows, Workers workers)
    {
        Activations.ScaleByDerivative<T>(
            spec.Activation, new Span<T>(_output.Pointer, rows * _units), new Span<T>(outputGradient, rows * _units));
        MatMul.Multiply(new Rows<T>(x, inputs), true, outputGradient, _units, gradient, _units, inputs, _units, rows, accumulate: false,
            workers);
        var bias = new Span<T>(gradient + ((nint)inputs * _units), _units);
        bias.Clear();
        for (var row = 0; row < rows; row++)
            TensorPrimitives.Add(bias, new Span<T>(outputGradient + ((nint)row * _units), _units), bias);
        _transposed = _transposed.AtLeast(inputs * _units);
        Matrices.Transpose(_kernel, inputs, _units, _transposed.Pointer);
        MatMul.Multiply(new Rows<T>(outputGradient, _units), false, _transposed.Pointer, inputs, inputGradient, inputs, rows, inputs,
            _units, accumulate: false, workers);
    }
}
