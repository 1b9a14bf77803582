namespace PlayCount.Learning.Networks;

/// <summary>Networks of one kind whose mean estimate is the estimate.</summary>
public static class Ensemble
{
    /// <summary>What stands before the names of a member's tensors: nothing for member 0, <c>member.1.</c> for the next.</summary>
    public static string Prefix(int member) => member == 0 ? "" : FormattableString.Invariant($"member.{member}.");

    /// <summary>The mean of the members' estimates, in single precision as the estimates are; one member's are left as they are.</summary>
    /// <param name="members">Of each member as many estimates; shape (members, samples), at least one member.</param>
    public static float[] MeanOf(IReadOnlyList<float[]> members)
    {
        var means = new float[members[0].Length];
        for (var i = 0; i < means.Length; i++)
        {
            var sum = 0.0;
            foreach (var estimates in members)
                sum += estimates[i];
            means[i] = (float)(sum / members.Count);
        }

        return means;
    }
}
