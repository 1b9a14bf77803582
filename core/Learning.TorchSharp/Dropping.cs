using System.Numerics;
using PlayCount.Learning.Networks;

namespace PlayCount.Learning.TorchSharp;

/// <summary>A place in a network where numbers are dropped.</summary>
/// <param name="Rate">Share that is dropped.</param>
/// <param name="Units">Numbers of a row.</param>
/// <param name="IsEachStep">Whether each step of a sample has a mask of its own.</param>
internal sealed record Dropping(double Rate, int Units, bool IsEachStep)
{
    /// <summary>The places of a network, in the order in which a pass draws for them.</summary>
    public static IReadOnlyList<Dropping> Of(NetworkSpec spec) =>
        [.. spec.Lstm.SelectMany(layer => new Dropping[]
            {
                new(layer.RecurrentDropout, layer.Units, IsEachStep: false), new(layer.Dropout, layer.Units, IsEachStep: true),
            })
            .Concat(spec.Dense.Select(layer => new Dropping(layer.Dropout, layer.Units, IsEachStep: false)))
            .Where(place => place.Rate > 0)];

    /// <summary>Rows of the mask for a batch.</summary>
    public int Rows(int batch, int steps) => IsEachStep ? batch * steps : batch;

    /// <summary>Draws the mask of a batch as the managed engine does, into a place of larger batches.</summary>
    /// <param name="to">Shape (rows of the wider batch, units).</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="width">Samples of the wider batch.</param>
    /// <param name="steps">Clips of a sample.</param>
    /// <param name="rng">Draws.</param>
    public void Draw<T>(Span<T> to, int samples, int width, int steps, Rng rng) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var step = 0; step < (IsEachStep ? steps : 1); step++)
            DropoutLayer<T>.Draw(Rate, to.Slice(step * width * Units, samples * Units), rng);
    }
}
