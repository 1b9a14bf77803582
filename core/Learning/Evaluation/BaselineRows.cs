namespace PlayCount.Learning.Evaluation;

/// <summary>What a baseline may know of rows without the listener's own plays. A row is a song, or a sample under <c>paper-*</c>.</summary>
/// <param name="Features">Pooled features; shape (rows, features), finite.</param>
/// <param name="OthersPlays">Plays of the row's song by the study's other listeners; shape (rows), 0 and more.</param>
public sealed record BaselineRows(float[][] Features, double[] OthersPlays);

/// <summary>Training rows with what is to be learnt.</summary>
/// <param name="Rows">What is known of them; at least one row.</param>
/// <param name="Songs">The song of each row, or its group of one sound, any numbers: rows of one number are held out together; shape
/// (rows).</param>
/// <param name="Plays">The listener's plays of the row's song; shape (rows), 0 and more.</param>
public sealed record TrainingRows(BaselineRows Rows, int[] Songs, double[] Plays);
