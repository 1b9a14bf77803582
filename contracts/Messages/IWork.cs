namespace PlayCount.Contracts.Messages;

/// <summary>A piece of work of an experiment, or the answer to one. The same work asked for again is the same work.</summary>
public interface IWork
{
    /// <summary>The experiment: 1 to 64 ASCII letters, digits, <c>_</c> or <c>-</c>.</summary>
    string ExperimentId { get; }

    /// <summary>
    /// How often the experiment was begun or resumed, from 1: what is asked for in a later round may be done again after it failed or was
    /// stopped.
    /// </summary>
    int Round { get; }

    /// <summary>The work's natural key within the experiment, such as <c>cut/SOABC</c>; at most 120 ASCII characters.</summary>
    string Work { get; }
}
