using PlayCount.Segmentation.Cutting;
using PlayCount.Services.Tests.Segmentation;

namespace PlayCount.Services.Tests.Sourcing;

public sealed class SegmenterCacheTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // of a test that fails

    private readonly SongFolder _folder = new();
    private readonly SegmenterCache _cache = new();
    private int _made;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Experiments_in_turn_keep_their_segmenters()
    {
        var first = Of("a", 1);
        var second = Of("b", 1);

        Assert.Same(first, Of("a", 1));
        Assert.Same(second, Of("b", 1));
        Assert.Equal(2, _made);
    }

    [Fact]
    public void A_resumed_experiment_has_a_new_one() => Assert.NotSame(Of("a", 1), Of("a", 2));

    [Fact]
    public void The_one_asked_for_longest_ago_makes_way()
    {
        var first = Of("0", 1);
        var second = Of("1", 1);
        for (var i = 2; i < SegmenterCache.Most; i++)
            Of($"{i}", 1);
        Of("0", 1);
        Of("one more", 1);

        Assert.Same(first, Of("0", 1));
        Assert.NotSame(second, Of("1", 1));
    }

    [Fact]
    public async Task One_that_takes_long_to_make_holds_up_no_other_experiment()
    {
        var stop = TestContext.Current.CancellationToken;
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = Task.Run(
            () => _cache.Of("slow", 1, () =>
            {
                begun.SetResult();
                gate.Task.Wait(stop);
                return new SongSegmenter(_folder.Short);
            }),
            stop);
        await begun.Task.WaitAsync(Patience, stop);

        await Task.Run(() => Of("other", 1), stop).WaitAsync(Patience, stop);

        Assert.False(slow.IsCompleted);
        gate.SetResult();
        await slow;
    }

    [Fact]
    public void One_that_could_not_be_made_is_made_when_it_is_asked_for_again()
    {
        Assert.Throws<IOException>(() => _cache.Of("a", 1, () => throw new IOException("The storage does not answer.")));

        Assert.Same(Of("a", 1), Of("a", 1));
        Assert.Equal(1, _made);
    }

    private SongSegmenter Of(string experiment, int round) => _cache.Of(experiment, round, () =>
    {
        _made++;
        return new SongSegmenter(_folder.Short);
    });
}
