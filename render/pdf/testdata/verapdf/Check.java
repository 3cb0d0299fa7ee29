import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Validates files against a flavour of veraPDF's, such as ua1, and prints what fails. */
public class Check {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(args[0]);
        for (int i = 1; i < args.length; i++) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(args[i]), flavour)) {
                var result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
                System.out.println(result.isCompliant() + " " + args[i]);
                for (TestAssertion t : result.getTestAssertions()) {
                    if (t.getStatus() == TestAssertion.Status.FAILED) {
                        System.out.println("  " + t.getRuleId().getClause() + ": " + t.getMessage() + " at " + t.getLocation().getContext());
                    }
                }
            }
        }
    }
}
