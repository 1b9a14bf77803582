using PlayCount.Learning.Training;

namespace PlayCount.Training.Sweeping;

/// <summary>Trains members of networks alike, as many at once as the engine and its device's memory take.</summary>
internal sealed class GroupTraining(SweepContext sweep)
{
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(60);

    /// <summary>Trains all to the end, or to the first error that is not finite.</summary>
    /// <param name="members">Members of networks of equal layers and steps.</param>
    /// <param name="keepsWeights">Whether what they give has their weights.</param>
    /// <param name="cancellationToken">Stops after an epoch, leaving checkpoints.</param>
    public void Train(IReadOnlyList<MemberTraining> members, bool keepsWeights, CancellationToken cancellationToken)
    {
        foreach (var alike in members.GroupBy(member => members.Count > 1 ? member.EpochsKept() : 0))
        {
            var rest = new Queue<MemberTraining>(alike);
            var most = members.Count == 1 ? 1 : sweep.Engines.Current.AtOnce(rest.Peek().Plan(), rest.Count);
            while (rest.Count > 0)
            {
                MemberTraining[] some = [.. rest.Take(sweep.Engines.Current.IsShared ? most : 1)];
                if (TryTrain(some, keepsWeights, cancellationToken))
                    rest = new Queue<MemberTraining>(rest.Skip(some.Length));
                else
                    most = Math.Max(some.Length / 2, 1);
            }
        }
    }

    /// <returns>False where fewer at once are to be tried.</returns>
    private bool TryTrain(MemberTraining[] members, bool keepsWeights, CancellationToken cancellationToken)
    {
        members = Array.FindAll(members, member => !member.IsThrough);
        if (members.Length == 0)
            return true;
        var engine = sweep.Engines.Current;
        try
        {
            Train(engine, members, keepsWeights, cancellationToken);
            return true;
        }
        catch (DeviceMemoryException e) when (members.Length > 1)
        {
            sweep.Engines.TellHalved(members.Length, e);
            return false;
        }
        catch (DeviceMemoryException e)
        {
            Train(sweep.Engines.WithoutDevice(e), members, keepsWeights, cancellationToken);
            return true;
        }
        catch (DeviceLostException e)
        {
            // One after the other: on the host each has its memory to itself.
            var next = sweep.Engines.AfterLoss(e);
            foreach (var member in members.Where(member => !member.IsThrough))
                Train(next, [member], keepsWeights, cancellationToken);
            return true;
        }
    }

    private void Train(ITrainingEngine engine, MemberTraining[] members, bool keepsWeights, CancellationToken cancellationToken)
    {
        using var group = engine.Start([.. members.Select(member => member.Plan())]);
        for (var i = 0; i < members.Length; i++)
            members[i].Begin(group, i);
        var checkpointed = sweep.Time.GetTimestamp();
        foreach (var epoch in group.Run())
        {
            for (var i = 0; i < members.Length; i++)
            {
                if (epoch[i] is { } result)
                    members[i].Take(result, engine.Name);
            }

            if (!cancellationToken.IsCancellationRequested && sweep.Time.GetElapsedTime(checkpointed) < BetweenCheckpoints)
                continue;
            ForEachUnfinished((member, i) => member.Save(group, i));
            checkpointed = sweep.Time.GetTimestamp();
            if (members.Any(member => !member.IsThrough))
                cancellationToken.ThrowIfCancellationRequested();
        }

        ForEachUnfinished((member, i) => member.End(group, i, engine.Name, keepsWeights));

        void ForEachUnfinished(Action<MemberTraining, int> act)
        {
            for (var i = 0; i < members.Length; i++)
            {
                if (!members[i].IsThrough)
                    act(members[i], i);
            }
        }
    }
}
